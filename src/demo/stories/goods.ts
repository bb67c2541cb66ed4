import type { Language } from "../../texts/catalogue.ts";

type Names = Readonly<Record<Language, readonly [string, ...string[]]>>;

/** What Casa & Luce sells, as customers call it. */
export const LAMPS: Names = {
  it: ["lampada da terra Arco", "lampada da tavolo Nina", "sospensione Brera", "applique Luna", "lampada da lettura Stelo"],
  en: ["Arco floor lamp", "Nina table lamp", "Brera pendant", "Luna wall light", "Stelo reading lamp"],
};
export const FURNITURE: Names = {
  it: ["sedia Tortona", "poltrona Ada", "libreria Navigli", "scrivania Isola"],
  en: ["Tortona chair", "Ada armchair", "Navigli bookcase", "Isola desk"],
};

export type PlaceName = "home" | "shop" | "site";

export const PLACES: Readonly<Record<PlaceName, { latitude: number; longitude: number; name: string; address: string }>> = {
  home: { latitude: 45.4781, longitude: 9.1934, name: "", address: "" },
  shop: { latitude: 45.4511, longitude: 9.1634, name: "Casa & Luce", address: "via Tortona 37, Milano" },
  site: { latitude: 45.5217, longitude: 9.2139, name: "Cantiere Bicocca", address: "viale Sarca 200, Milano" },
};
