/** Does a command line ask for help, by its first word? */
export function asksForHelp(word: string | undefined): boolean {
  return word === '-h' || word === '--help' || word === 'help';
}
