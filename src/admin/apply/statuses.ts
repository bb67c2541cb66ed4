import { addStatus, changeStatus, MARKS, removeStatus, type StatusInput, statusCalled } from "../../agents/define.ts";
import { type Section, shown } from "./section.ts";
import { oneOf } from "./shape.ts";

export const statuses: Section<StatusInput> = {
  name: "statuses",
  one: "status",
  key: "name",
  attributes: { mark: oneOf(MARKS) },
  needed: [],
  find: ({ db }, key) => {
    const row = statusCalled(db, key);
    return row && { id: String(row.id), state: { name: row.name, mark: row.mark as StatusInput["mark"] } };
  },
  wanted: (_, key, { mark }, state) => ({ name: key, mark: (mark as StatusInput["mark"]) ?? state?.mark ?? "office" }),
  show: ({ name, mark }) => ({ name: shown(name), mark: shown(mark) }),
  add: ({ db, who, now }, state) => void addStatus(db, state, who, now),
  change: ({ db, who, now }, id, state) => changeStatus(db, Number(id), state, who, now),
  rename: ({ db, who, now }, { id, state }, name) => changeStatus(db, Number(id), { ...state, name }, who, now),
  remove: ({ db, who, now }, { id }) => {
    removeStatus(db, Number(id), who, now);
    return "removed";
  },
};
