declare module "*.min.js" {
  /** Where the file is: in node_modules, or inside the executable. */
  const path: string;
  export default path;
}

declare module "emoji-picker-element-data/en/cldr/data.json" {
  const path: string;
  export default path;
}
declare module "emoji-picker-element-data/it/cldr/data.json" {
  const path: string;
  export default path;
}

declare module "leaflet/dist/leaflet.js" {
  const path: string;
  export default path;
}
declare module "leaflet/dist/leaflet.css" {
  const path: string;
  export default path;
}
