/** Prints how much processor time it takes to load the module that is named. */
const start = process.cpuUsage();
require(process.argv[2]);
const { user, system } = process.cpuUsage(start);
console.log(JSON.stringify({ milliseconds: (user + system) / 1e3 }));
