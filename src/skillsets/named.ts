import type { Database } from "bun:sqlite";
import { findSkillset, findSkillsetByName, listSkillsets, type Skillset } from "./store.ts";

/** The skillset so named, whatever the case of its letters. */
export const skillsetNamed = (db: Database, name: string): Skillset | null => findSkillsetByName.get(db, { name });

export const skillsetNames = (db: Database): string[] => listSkillsets.all(db).map(({ name }) => name);

/** The name of a skillset that is known to be there. */
export const nameOfSkillset = (db: Database, id: number): string => findSkillset.get(db, { id })?.name ?? "";
