import { analyticsCall, figureCall } from "./analytics.ts";
import { getBulkCall, startBulkCall } from "./bulk.ts";
import { crmCalls } from "./crm.ts";
import { deskCalls, getRegistrationCall, listNotesCall, listRegistrationsCall, transferCall } from "./desk.ts";
import { changeEventCall, createEventCall, getEventCall, listEventsCall } from "./events.ts";
import { exportCall } from "./exports.ts";
import { historyCall, restoreCall } from "./history.ts";
import { importCall } from "./import.ts";
import { addLeadCall, getLeadCall, leadSteps, listLeadsCall, listTasksCall } from "./leads.ts";
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
import { mailingCalls } from "./mailings.ts";
import { marketingCalls } from "./marketing.ts";
import { materialCall, uploadCall, uploadFileCall } from "./media.ts";
import { messageCalls } from "./messages.ts";
import { webhookCalls } from "./webhooks.ts";
import type { Operation } from "./operation.ts";
import { registerCall } from "./registrations.ts";
import { changeSettingsCall, getSettingsCall } from "./settings.ts";
import { registrationSummaryCall, registrationTimelineCall, speakersCall } from "./registration_views.ts";
import {
  changeMemberCall,
  inviteCall,
  issueKeyCall,
  listInvitationsCall,
  listKeysCall,
  listMembersCall,
  removeMemberCall,
  revokeKeyCall,
  withdrawInvitationCall,
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
  figureCall,
  historyCall,
  restoreCall,
  ...messageCalls,
  speakersCall,
  materialCall,
  uploadCall,
  uploadFileCall,
  registerCall,
  listRegistrationsCall,
  importCall,
  startBulkCall,
  getBulkCall,
  exportCall,
  registrationSummaryCall,
  getRegistrationCall,
  registrationTimelineCall,
  listNotesCall,
  ...deskCalls,
  transferCall,
  listLeadsCall,
  addLeadCall,
  getLeadCall,
  ...leadSteps,
  listTasksCall,
  ...crmCalls,
  ...mailingCalls,
  listMembersCall,
  inviteCall,
  listInvitationsCall,
  withdrawInvitationCall,
  changeMemberCall,
  removeMemberCall,
  listKeysCall,
  issueKeyCall,
  revokeKeyCall,
  getSettingsCall,
  changeSettingsCall,
  ...marketingCalls,
  ...webhookCalls,
];
