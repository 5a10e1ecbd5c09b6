/// OIDC providers, IAM roles, and the trust policies that connect them.
///
/// | package | what it holds |
/// |---|---|
/// | `trust` | the commands on the subjects of a role: `add-sub`, `remove-sub`, `list-subs`, `policy` |
/// | `trust.policy` | a trust policy, its evaluation, and what it consists of; no calls |
/// | `trust.subject` | edits of a trust policy for one subject; no calls |
/// | `trust.provider` | OIDC providers: port, adapter, commands |
/// | `trust.role` | roles and their policies: port, adapter, commands, and the update of a trust policy at IAM |
/// | `trust.issuer` | what issuers other than SPIRE put into their tokens |
/// | `trust.lint` | the findings of `trust lint` |
///
/// The types about subjects:
///
/// | type | what it is |
/// |---|---|
/// | [io.spiffeaws.trust.policy.Subject] | a subject or a pattern of subjects, as a condition on `:sub` has it |
/// | [io.spiffeaws.trust.subject.ListedSubject] | a subject that a statement lists, with the statement's provider and audiences |
/// | [io.spiffeaws.trust.subject.ProviderAudience] | the provider and audience that a subject is allowed with |
/// | [io.spiffeaws.trust.subject.SubjectEditor] | adds, removes and lists the subjects of a policy |
/// | [io.spiffeaws.trust.subject.SubjectAddition] | how a subject is added |
/// | [io.spiffeaws.trust.subject.PolicyEdit] | the result of an edit: the policy, and whether it changed |
/// | [SubjectChanges] | edits for several subjects, reported one by one |
/// | [io.spiffeaws.trust.role.TrustPolicyUpdate] | reads, edits and writes the trust policy of a role at IAM |
/// | [ChangeReport] | what a command changed, with warnings |
@NullMarked
package io.spiffeaws.trust;

import org.jspecify.annotations.NullMarked;
