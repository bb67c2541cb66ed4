import { answerWith } from "../db/lane.ts";
import { perform } from "./rewrap.ts";

// The entry of the Worker in which recordings are read: what a stranger's file does there, it does to nobody.
declare const self: Worker;

answerWith(self, perform);
