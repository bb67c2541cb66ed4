import { answerWith } from "../../db/lane.ts";
import { perform } from "./work.ts";

// The entry of the Worker in which days are simulated.
declare const self: Worker;

answerWith(self, perform);
