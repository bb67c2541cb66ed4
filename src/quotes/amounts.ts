/**
 * One line of a quote: `quantity` in thousandths, `price` of one in the smallest unit of the currency, `vat` and `discount` in hundredths of a
 * percent.
 */
export type Line = { text: string; quantity: number; price: number; vat: number; discount: number };
type Amounts = Omit<Line, "text">;
/** What is taxed at one rate. */
export type TaxGroup = { rate: number; net: number; vat: number };
/** `nets`: of each line. `groups`: by rate, the highest first. */
export type Totals = { nets: number[]; groups: TaxGroup[]; net: number; vat: number; total: number };

const ONE = 1_000n;
const WHOLE = 10_000n;

// No amount is below nothing: half goes up.
const rounded = (amount: bigint, by: bigint): number => Number((2n * amount + by) / (2n * by));

/** What a line costs without VAT, its discount taken off, rounded to the smallest unit (half goes up). */
export function netOf({ quantity, price, discount }: Amounts): number {
  return rounded(BigInt(quantity) * BigInt(price) * (WHOLE - BigInt(discount)), ONE * WHOLE);
}

/**
 * What a quote costs. Every line is rounded for itself; VAT is computed once for each rate on the sum of its lines and rounded then
 * (EN 16931, BR-CO-10 and BR-CO-17), so that the amounts that are printed add up.
 */
export function totalsOf(lines: readonly Amounts[]): Totals {
  const nets = lines.map(netOf);
  const byRate = new Map<number, number>();
  for (const [n, { vat }] of lines.entries()) byRate.set(vat, (byRate.get(vat) ?? 0) + (nets[n] as number));
  const groups = [...byRate].sort(([a], [b]) => b - a).map(([rate, net]) => ({ rate, net, vat: rounded(BigInt(net) * BigInt(rate), WHOLE) }));
  const net = sum(nets);
  const vat = sum(groups.map((group) => group.vat));
  return { nets, groups, net, vat, total: net + vat };
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);
