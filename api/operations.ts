import { analyticsCall } from "./analytics.ts";
import { deskCalls, getRegistrationCall, listRegistrationsCall, transferCall } from "./desk.ts";
import { changeEventCall, createEventCall, getEventCall, listEventsCall } from "./events.ts";
import {
  cancelCall,
  deleteCall,
  duplicateCall,
  publishCall,
  rescheduleCall,
  scheduleCall,
  unpublishCall,
  unscheduleCall,
} from "./lifecycle.ts";
import type { Operation } from "./operation.ts";
import { registerCall } from "./registrations.ts";
import {
  changeMemberCall,
  inviteCall,
  issueKeyCall,
  listKeysCall,
  listMembersCall,
  removeMemberCall,
  revokeKeyCall,
} from "./studio.ts";

/** Every call of the API but its document: the server and the document are made from this list. */
export const operations: readonly Operation[] = [
  createEventCall,
  listEventsCall,
  getEventCall,
  changeEventCall,
  deleteCall,
  publishCall,
  unpublishCall,
  scheduleCall,
  unscheduleCall,
  rescheduleCall,
  cancelCall,
  duplicateCall,
  analyticsCall,
  registerCall,
  listRegistrationsCall,
  getRegistrationCall,
  ...deskCalls,
  transferCall,
  listMembersCall,
  inviteCall,
  changeMemberCall,
  removeMemberCall,
  listKeysCall,
  issueKeyCall,
  revokeKeyCall,
];
