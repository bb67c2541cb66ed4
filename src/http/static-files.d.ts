declare module "*.min.js" {
  /** Where the file is: in node_modules, or inside the executable. */
  const path: string;
  export default path;
}
