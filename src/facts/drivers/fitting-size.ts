import type { DriverFacts } from './driver-facts';
import { ParameterValues } from './parameter-values';

/**
 * The smallest size in GiB, from `least` on, that a volume with these parameters can have and that carries the operations and the
 * throughput that they ask for. Limits that are not verified count too: this advises and refuses nothing.
 */
export function fittingGibibytes(driver: DriverFacts, parameters: { readonly [key: string]: string }, least: number): number {
  const values = ParameterValues.of(driver, parameters);
  const { sizeGiB, iops, throughputMiBps } = values.kind() ?? {};
  const limits = sizeGiB?.variants?.find(({ when }) => values.meets(when)) ?? sizeGiB;
  const perGiB = values.integer(iops?.perGiBParameter);
  const forThroughput = (values.integer(throughputMiBps?.parameter) ?? 0) / (throughputMiBps?.maxPerIops ?? Infinity);
  const operations = Math.max(values.integer(iops?.parameter) ?? 0, forThroughput);
  const needs = [
    limits?.min ?? 0,
    operations / (perGiB ?? iops?.maxPerGiB ?? Infinity),
    perGiB ? iops!.min / perGiB : 0,
  ];
  return Math.min(Math.ceil(Math.max(least, ...needs)), limits?.max ?? Infinity);
}
