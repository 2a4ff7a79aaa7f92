import type { NonEmptyArray } from 'type-graphql';
import { ActFields } from './act/act.fields.js';
import { AddMember } from './agent/add-member.js';
import { AgentFields } from './agent/agent.fields.js';
import { CreateAgent } from './agent/create-agent.js';
import { DeactivateAgent } from './agent/deactivate-agent.js';
import { DismissRepresentative } from './agent/dismiss-representative.js';
import { EraseWords } from './agent/erase-words.js';
import { GrantAdministrator } from './agent/grant-administrator.js';
import { LinkIdentity } from './agent/link-identity.js';
import { NameRepresentative } from './agent/name-representative.js';
import { ReactivateAgent } from './agent/reactivate-agent.js';
import { RemoveMember } from './agent/remove-member.js';
import { RenameAgent } from './agent/rename-agent.js';
import { RevokeAdministrator } from './agent/revoke-administrator.js';
import { SetAgentCapacity } from './agent/set-agent-capacity.js';
import { UnlinkIdentity } from './agent/unlink-identity.js';
import { ChainFields } from './cascade/chain.fields.js';
import { DeclareRoot } from './cascade/declare-root.js';
import { MarkOwnConditions } from './cascade/mark-own-conditions.js';
import { ReweighServing } from './cascade/reweigh-serving.js';
import { ServePromise } from './cascade/serve-promise.js';
import { StopServingPromise } from './cascade/stop-serving-promise.js';
import { TakeBackRoot } from './cascade/take-back-root.js';
import { AcknowledgeDependency } from './interlock/acknowledge-dependency.js';
import { AccountabilityFields } from './cascade/accountability.fields.js';
import { CustomerRecordFields, RecordFields } from './dual/record.fields.js';
import { GapFields } from './cascade/gap.fields.js';
import { InterlockFields } from './interlock/interlock.fields.js';
import { ImpactFields } from './interlock/impact.fields.js';
import { ImpactChangesFields, PlanChangesFields } from './interlock/changes.fields.js';
import { DependOnPromise } from './interlock/depend-on-promise.js';
import { RefuseDependency } from './interlock/refuse-dependency.js';
import { StopDependingOnPromise } from './interlock/stop-depending-on-promise.js';
import { NodeFields } from './common/node.fields.js';
import { ConcernFields } from './concern/concern.fields.js';
import { LiveFields } from './live/live.fields.js';
import { DropConcern } from './concern/drop-concern.js';
import { HoldConcern } from './concern/hold-concern.js';
import { ReassignConcern } from './concern/reassign-concern.js';
import { ReopenConcern } from './concern/reopen-concern.js';
import { RestateConcern } from './concern/restate-concern.js';
import { DiagnosisFields } from './diagnosis/diagnosis.fields.js';
import { DiagnosisTrendFields } from './diagnosis/trend.fields.js';
import { ExplicitnessFields, ExplicitnessTrendFields } from './diagnosis/explicitness.fields.js';
import { ImportRecords } from './import/import-records.js';
import { RenameOrganization } from './organization/rename-organization.js';
import { SetCustomershipDefaults } from './organization/set-customership-defaults.js';
import { SetDiagnosisThresholds } from './organization/set-diagnosis-thresholds.js';
import { SetUsualCapacity } from './organization/set-usual-capacity.js';
import { PromiseFields } from './promise/promise.fields.js';
import { AmendRole } from './role/amend-role.js';
import { CreateRole } from './role/create-role.js';
import { LeaveRole } from './role/leave-role.js';
import { LinkWorkflowsToRole } from './role/link-workflows-to-role.js';
import { OfferRole } from './role/offer-role.js';
import { RefuseRole } from './role/refuse-role.js';
import { RetireRole } from './role/retire-role.js';
import { RoleFields, RolesOfAgent } from './role/role.fields.js';
import { StandBackFromRole } from './role/stand-back-from-role.js';
import { StandBehindRole } from './role/stand-behind-role.js';
import { SuggestionFields } from './role/suggestion.fields.js';
import { TakeBackRoleOffer } from './role/take-back-role-offer.js';
import { TakeRole } from './role/take-role.js';
import { AddToPlanningRound } from './round/add-to-planning-round.js';
import { CancelPlanningRound } from './round/cancel-planning-round.js';
import { ConsentToProposal } from './round/consent-to-proposal.js';
import { InviteToPlanningRound } from './round/invite-to-planning-round.js';
import { MoveRoundDeadline } from './round/move-round-deadline.js';
import { OpenPlanningRound } from './round/open-planning-round.js';
import { RemoveFromPlanningRound } from './round/remove-from-planning-round.js';
import { RoundFields } from './round/round.fields.js';
import { SettlePlanningRound } from './round/settle-planning-round.js';
import { TakeBackConsent } from './round/take-back-consent.js';
import { TakeBackWaiver } from './round/take-back-waiver.js';
import { WaiveMisalignment } from './round/waive-misalignment.js';
import { SearchFields } from './search/search.fields.js';
import { CreateWebhook } from './webhook/create-webhook.js';
import { DeleteWebhook } from './webhook/delete-webhook.js';
import { PauseWebhook } from './webhook/pause-webhook.js';
import { ReplayWebhook } from './webhook/replay-webhook.js';
import { ResumeWebhook } from './webhook/resume-webhook.js';
import { RotateWebhookSecret } from './webhook/rotate-webhook-secret.js';
import { UpdateWebhook } from './webhook/update-webhook.js';
import { WebhookFields } from './webhook/webhook.fields.js';
import { AgreeToProposal } from './workflow/agree-to-proposal.js';
import { ArticulateConcern } from './workflow/articulate-concern.js';
import { AssessDelivery } from './workflow/assess-delivery.js';
import { CheckIn } from './workflow/check-in.js';
import { CloseWorkflow } from './workflow/close-workflow.js';
import { DeclineWorkflow } from './workflow/decline-workflow.js';
import { DeferWorkflow } from './workflow/defer-workflow.js';
import { DeliverResults } from './workflow/deliver-results.js';
import { EngageInWorkflow } from './workflow/engage-in-workflow.js';
import { HandOverWorkflow } from './workflow/hand-over-workflow.js';
import { MakePromise } from './workflow/make-promise.js';
import { NoticeWorkflow } from './workflow/notice-workflow.js';
import { OfferHelp } from './workflow/offer-help.js';
import { OpenWorkflowWithOffer } from './workflow/open-workflow-with-offer.js';
import { OpenWorkflow } from './workflow/open-workflow.js';
import { ProposeTerms } from './workflow/propose-terms.js';
import { RefuseHandOver } from './workflow/refuse-hand-over.js';
import { ReleasePromise } from './workflow/release-promise.js';
import { RemarkOnWorkflow } from './workflow/remark-on-workflow.js';
import { RenegotiatePromise } from './workflow/renegotiate-promise.js';
import { RenewWorkflow } from './workflow/renew-workflow.js';
import { ReportProgress } from './workflow/report-progress.js';
import { RequestHelp } from './workflow/request-help.js';
import { RetractDelivery } from './workflow/retract-delivery.js';
import { ReviewCustomer } from './workflow/review-customer.js';
import { RevokePromise } from './workflow/revoke-promise.js';
import { SetWorkflowVisibility } from './workflow/set-workflow-visibility.js';
import { TakeBackHandOver } from './workflow/take-back-hand-over.js';
import { TakeOverWorkflow } from './workflow/take-over-workflow.js';
import { WithdrawFromNegotiation } from './workflow/withdraw-from-negotiation.js';
import { WorkflowFields } from './workflow/workflow.fields.js';

/** Every resolver there is. A test compares this list with the files. */
export const resolvers: NonEmptyArray<new () => object> = [
  ActFields,
  AddMember,
  LiveFields,
  AgentFields,
  CreateAgent,
  DeactivateAgent,
  DismissRepresentative,
  EraseWords,
  GrantAdministrator,
  LinkIdentity,
  NameRepresentative,
  ReactivateAgent,
  RemoveMember,
  RenameAgent,
  RevokeAdministrator,
  SetAgentCapacity,
  UnlinkIdentity,
  ChainFields,
  DeclareRoot,
  MarkOwnConditions,
  ReweighServing,
  ServePromise,
  StopServingPromise,
  TakeBackRoot,
  AcknowledgeDependency,
  InterlockFields, GapFields, AccountabilityFields, RecordFields, CustomerRecordFields,
  ImpactFields, ImpactChangesFields, PlanChangesFields,
  DependOnPromise,
  RefuseDependency,
  StopDependingOnPromise,
  NodeFields,
  ConcernFields,
  DropConcern,
  HoldConcern,
  ReassignConcern,
  ReopenConcern,
  RestateConcern,
  DiagnosisFields, DiagnosisTrendFields, ExplicitnessFields, ExplicitnessTrendFields,
  ImportRecords,
  RenameOrganization,
  SetCustomershipDefaults,
  SetUsualCapacity,
  SetDiagnosisThresholds,
  PromiseFields,
  AmendRole,
  CreateRole,
  LeaveRole,
  LinkWorkflowsToRole,
  OfferRole,
  RefuseRole,
  RetireRole,
  RoleFields, RolesOfAgent,
  StandBackFromRole,
  StandBehindRole,
  SuggestionFields,
  TakeBackRoleOffer,
  TakeRole,
  AddToPlanningRound,
  CancelPlanningRound,
  ConsentToProposal,
  InviteToPlanningRound,
  MoveRoundDeadline,
  OpenPlanningRound,
  RemoveFromPlanningRound,
  RoundFields,
  SettlePlanningRound,
  TakeBackConsent,
  TakeBackWaiver,
  WaiveMisalignment,
  SearchFields,
  CreateWebhook,
  DeleteWebhook,
  PauseWebhook,
  ReplayWebhook,
  ResumeWebhook,
  RotateWebhookSecret,
  UpdateWebhook,
  WebhookFields,
  AgreeToProposal,
  ArticulateConcern,
  AssessDelivery,
  CheckIn,
  CloseWorkflow,
  DeclineWorkflow,
  DeferWorkflow,
  DeliverResults,
  EngageInWorkflow,
  HandOverWorkflow,
  MakePromise,
  NoticeWorkflow,
  OfferHelp,
  OpenWorkflowWithOffer,
  OpenWorkflow,
  ProposeTerms,
  RefuseHandOver,
  ReleasePromise,
  RemarkOnWorkflow,
  RenegotiatePromise,
  RenewWorkflow,
  ReportProgress,
  RequestHelp,
  RetractDelivery,
  ReviewCustomer,
  RevokePromise,
  SetWorkflowVisibility,
  TakeBackHandOver,
  TakeOverWorkflow,
  WithdrawFromNegotiation,
  WorkflowFields,
];
