/** What a field says of itself that searches a list below it: the focus stays in it, the list shows what is chosen. */
export const SEARCHES = { role: "combobox", list: undefined, "aria-expanded": "true", "aria-autocomplete": "list" } as const;
