/** The number that people see of a quote: "2026-0001". */
export const quoteNumber = ({ year, serial }: { year: number; serial: number }): string => `${year}-${String(serial).padStart(4, "0")}`;
