/// OIDC providers, IAM roles, and the trust policies that connect them.
///
/// | package | content |
/// |---|---|
/// | `trust` | the commands on the subjects of a role: `add-sub`, `remove-sub`, `list-subs`, `policy` |
/// | `trust.policy` | a trust policy, its parts and its evaluation; no calls |
/// | `trust.subject` | edits of a trust policy for one subject; no calls |
/// | `trust.provider` | the commands on OIDC providers |
/// | `trust.iam` | the interface to IAM, and the adapters that call it |
/// | `trust.role` | the commands on roles and their policies, and updates of trust policies in IAM |
/// | `trust.issuer` | tokens of issuers other than SPIRE |
/// | `trust.lint` | the findings of `trust lint` |
///
/// The types about subjects:
///
/// | type | meaning |
/// |---|---|
/// | [io.spiffeaws.trust.policy.Subject] | a subject or a pattern of subjects in a condition on `:sub` |
/// | [io.spiffeaws.trust.subject.ListedSubject] | a subject that a statement lists, with the statement's provider and audiences |
/// | [io.spiffeaws.trust.subject.ProviderAudience] | the provider and audience that a subject is allowed with |
/// | [io.spiffeaws.trust.subject.SubjectEditor] | adds, removes and lists the subjects of a policy |
/// | [io.spiffeaws.trust.subject.SubjectAddition] | adds one subject |
/// | [io.spiffeaws.trust.subject.AnchorEditor] | the same for a trust anchor of IAM Roles Anywhere |
/// | [io.spiffeaws.trust.subject.TrustWay] | a way to assume a role: tokens of a provider, or certificates of a trust anchor |
/// | [io.spiffeaws.trust.subject.PolicyEdit] | the result of an edit: the policy, and whether it changed |
/// | [SubjectChanges] | edits for several subjects, reported one by one |
/// | [io.spiffeaws.trust.role.TrustPolicyUpdate] | reads, edits and writes the trust policy of a role in IAM |
/// | [ChangeReport] | the changes and warnings of a command |
@NullMarked
package io.spiffeaws.trust;

import org.jspecify.annotations.NullMarked;
