/** A Worker that answers what it is asked after so many ms, or breaks. */
export const slowWorker = () =>
  new Worker(
    URL.createObjectURL(
      new Blob([
        `self.onmessage = async ({ data: { id, work } }) => {
           await Bun.sleep(work.ms);
           self.postMessage(work.breaks ? { id, problem: { message: "no room", code: "ENOSPC" } } : { id, done: work.ms });
         };`,
      ]),
    ),
  );
