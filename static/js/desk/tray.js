// The files that go with the next message, per conversation.

const trays = new Map();

/** The files of a conversation that are not sent yet. */
export const filesOf = (conversation) => trays.get(conversation) ?? [];

export function addFile(conversation, file) {
  trays.set(conversation, [...filesOf(conversation), file]);
}

export function removeFile(conversation, file) {
  trays.set(
    conversation,
    filesOf(conversation).filter((other) => other !== file),
  );
}

/** Takes them all out. */
export function takeFiles(conversation) {
  const files = filesOf(conversation);
  trays.delete(conversation);
  return files;
}
