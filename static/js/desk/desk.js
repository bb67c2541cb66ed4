import "./attach.js";
import "./bubble.js";
import "./close.js";
import "./days.js";
import "./details.js";
import "./earlier.js";
import "./keys.js";
import "./link.js";
import "./list.js";
import "./offer.js";
import "./sla.js";
import { begin } from "./thread.js";
import "./transfer.js";
import "./waiting.js";
import "./walk.js";
import "./window.js";

begin();
