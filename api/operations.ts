import { analyticsCall } from "./analytics.ts";
import { changeEventCall, createEventCall, getEventCall, listEventsCall } from "./events.ts";
import type { Operation } from "./operation.ts";
import { registerCall } from "./registrations.ts";

/** Every call of the API but its document: the server and the document are made from this list. */
export const operations: readonly Operation[] = [
  createEventCall,
  listEventsCall,
  getEventCall,
  changeEventCall,
  analyticsCall,
  registerCall,
];
