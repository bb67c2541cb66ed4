export type Facts = Readonly<Record<string, string | number>>;

/** What may go wrong on purpose. Everything else is a bug and ends as a 500. The message is a key of the text catalogue. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    readonly facts: Facts = {},
  ) {
    super(key);
  }
}
/** The request itself cannot be understood: not its fields, its form. */
export class BadRequest extends Refusal {
  constructor(key = "error.bad-request") {
    super(400, key);
  }
}
/** Nobody is signed in, or no more. */
export class SignedOut extends Refusal {
  constructor(key = "error.signed-out") {
    super(401, key);
  }
}
export class NotFound extends Refusal {
  constructor(key = "error.not-found") {
    super(404, key);
  }
}
export class Forbidden extends Refusal {
  constructor(key = "error.forbidden") {
    super(403, key);
  }
}
/** Somebody was faster, or the thing is no longer in the state that was expected. */
export class Conflict extends Refusal {
  constructor(key: string, facts: Facts = {}) {
    super(409, key, facts);
  }
}
/** It was here and will not come back: a link that has been used. */
export class Gone extends Refusal {
  constructor(key: string) {
    super(410, key);
  }
}
export class TooLarge extends Refusal {
  constructor(key = "error.too-large", facts: Facts = {}) {
    super(413, key, facts);
  }
}
export class TooMany extends Refusal {
  constructor(
    readonly retryAfterSeconds: number,
    key = "error.too-many",
  ) {
    super(429, key, { seconds: retryAfterSeconds });
  }
}
/** Fields that are wrong, each with a key of the catalogue, and the facts of those keys that have any. */
export class Invalid extends Refusal {
  constructor(
    readonly fields: Readonly<Record<string, string>>,
    readonly fieldFacts: Readonly<Record<string, Facts>> = {},
  ) {
    super(422, "error.invalid");
  }
}
