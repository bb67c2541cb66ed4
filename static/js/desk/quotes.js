// A quote of the customer is chosen above the box, and its PDF goes with the next message as a file that was attached.
import { attach } from "./attach.js";
import { chooserAbove } from "./chooser.js";

const put = ({ dataset: { name, path } }) => attach([{ name, path, size: 0, type: "application/pdf" }]);

chooserAbove({ id: "quotes-chooser", path: "quotes", opener: "[data-quotes]", put });
