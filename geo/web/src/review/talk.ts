// What the page and the program say to each other. The other half is geo/review/desk.py.

import type { Basemap, Box } from "../data";

export interface Spot {
  lon: number;
  lat: number;
  radius_m: number;
}

export interface Candidate extends Spot {
  name: string;
  kind: string;
  where: string;
  basis: string;
  source: string;
  here: boolean;
}

export type Row = Record<string, string | number>;

export interface Told {
  id: string;
  title: string;
  source: string;
  url: string;
  language: string;
  published: string;
  parts: { text: string; mark: boolean }[];
  cut: boolean;
}

export interface Decision {
  event_id: string;
  kinds: string[];
  doubts: string[];
  about: string;
  done: boolean;
  event: Row;
  spot: Spot | null;
  shape: [number, number][][] | null;
  places: Candidate[];
  claims: Row[];
  reports: Told[];
  twins: { event_id: string; about: string; event: Row; spot: Spot | null; quotes: string[] }[];
  parts: { event_id: string; source: string; report: string; quote: string }[];
  read: boolean;
}

export interface State {
  title: string;
  by: string;
  decisions: { event_id: string; kinds: string[]; about: string; done: boolean }[];
  events: number;
  maps: { slug: string; title: string }[];
  written: number;
  file: string;
}

export interface Base {
  box: Box;
  reach: Box;
  basemap: Basemap;
}

export interface Change {
  field: string;
  value: string;
}

/** What the program says can't be done, and what to do about it. */
export class Refused extends Error {}

async function answer<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, { cache: "no-store", redirect: "error", ...init });
  if (response.status === 422) {
    const { error, fix } = (await response.json()) as { error: string; fix: string };
    throw new Refused(`${error} ${fix}`);
  }
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

const post = <T>(path: string, body: unknown): Promise<T> =>
  answer<T>(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

export const state = (): Promise<State> => answer("state");
export const base = (): Promise<Base> => answer("base");
export const decision = (number: number): Promise<Decision> => answer(`decision/${number}`);
export const build = (): Promise<State> => post("build", {});
export const undo = (): Promise<State> => post("undo", {});
export const correct = (
  event_id: string,
  rows: Change[],
  reason: string,
  by: string,
): Promise<State> => post("correct", { event_id, rows, reason, by });
