import { answerWith } from "../db/lane.ts";
import { perform } from "./work.ts";

// The entry of the Worker for what reads a whole data folder.
declare const self: Worker;

answerWith(self, perform);
