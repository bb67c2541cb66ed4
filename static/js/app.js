import Alpine from "../lib/alpine.js";
import { watch } from "./alerts.js";
import "./charts.js";
import "./customer.js";
import { components } from "./components.js";
import "./desk/desk.js";
import "./door.js";
import "./failures.js";
import "./forms.js";
import { goLive } from "./live.js";
import "./palette.js";
import "./parts.js";
import "./preferences.js";
import "./tickets.js";

for (const [name, component] of Object.entries(components)) Alpine.data(name, component);
Alpine.start();
goLive();
watch();
