// Alpine's components: small state of one part. Alpine's CSP build runs no text as code; a name in x-data is looked up here.
import { clock } from "./clock.js";

/** A form whose button is enabled once every required field is filled. */
const filled = () => ({
  full: false,
  init() {
    this.check();
    // Browsers that fill in saved passwords do not always say so.
    setTimeout(() => this.check(), 300);
  },
  check() {
    this.full = [...this.$root.querySelectorAll("[required]")].every((field) => field.value.trim() !== "" || field.matches(":autofill"));
  },
});

export const components = { clock, filled };
