package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.identity.Caller;
import io.spiffeaws.sandbox.aws.identity.SessionTags;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Profile;
import io.spiffeaws.sandbox.aws.sts.SessionIssuer;
import io.spiffeaws.sandbox.aws.sts.SourceIdentity;
import io.spiffeaws.sandbox.aws.sts.TrustPolicyCheck;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The service's call of `sts:AssumeRole` for the holder of a verified certificate.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
record RoleAssumption(Account account, SessionIssuer issuer, Clock clock) {
  private static final String PRINCIPAL = "rolesanywhere.amazonaws.com";
  private static final List<String> ACTIONS =
      List.of("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity");
  private static final Pattern SOURCE_IDENTITY = Pattern.compile("[\\w+=,.@-]{2,64}");

  /// What the role is assumed with.
  ///
  /// @param profile the settings of the profile
  record Holder(
      String roleArn,
      String trustAnchorArn,
      Profile.Settings profile,
      int seconds,
      String sessionName,
      String sourceIdentity,
      Map<String, String> tags) {}

  /// Creates a session.
  ///
  /// @throws AwsError AccessDeniedException if the role cannot be assumed
  Caller.Assumed run(Holder holder) {
    var tags = new SessionTags(holder.tags(), Set.of());
    var keys = keys(holder, tags);
    var role =
        role(holder.roleArn())
            .filter(found ->
                TrustPolicyCheck.allows(found, ACTIONS, Map.of("Service", Set.of(PRINCIPAL)), keys))
            .filter(_ -> SOURCE_IDENTITY.matcher(holder.sourceIdentity()).matches())
            .orElseThrow(() -> unable(holder, ""));
    var policies =
        new SessionPolicies(account).of(holder.profile()).orElseThrow(() -> unable(holder, ""));
    var federation = SourceIdentity.sessionKey(Optional.of(holder.sourceIdentity()));
    try {
      return issuer.open(
          role,
          new SessionIssuer.Opening(
              holder.sessionName(), holder.seconds(), policies, federation, tags));
    } catch (AwsError refusal) {
      throw unable(holder, " " + refusal.message());
    }
  }

  private Optional<Role> role(String arn) {
    return account
        .role(arn.substring(arn.lastIndexOf('/') + 1))
        .filter(role -> role.arn().equals(arn));
  }

  /// Returns the condition keys for the trust policy. Properties of the workload's request, such as
  /// its address, are not among them, because the service makes the call.
  private RequestContext keys(Holder holder, SessionTags tags) {
    var now = clock.instant();
    return RequestContext.empty()
        .with("aws:SecureTransport", "true")
        .with("aws:CurrentTime", now.toString())
        .with("aws:EpochTime", Long.toString(now.getEpochSecond()))
        .with("aws:SourceArn", holder.trustAnchorArn())
        .with("aws:SourceAccount", account.number())
        .with("sts:RoleSessionName", holder.sessionName())
        .with(SourceIdentity.requestKey(Optional.of(holder.sourceIdentity())))
        .with(tags.requestKeys())
        .with(tags.principalKeys(Map.of()));
  }

  private static AwsError unable(Holder holder, String why) {
    return RestRefusals.denied("Unable to assume role for " + holder.roleArn() + why);
  }
}
