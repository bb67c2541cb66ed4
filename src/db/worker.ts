import { answerWith } from "./lane.ts";
import { perform } from "./work.ts";

// The entry of the Worker: slow work on the database, off the loop that serves people.
declare const self: Worker;

answerWith(self, perform);
