package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.ManagedPolicy;
import io.spiffeaws.sandbox.aws.policy.MalformedPolicy;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The session policies of a profile.
record SessionPolicies(Account account) {
  /// Returns the policies in two groups: the profile's own document, and the managed policies. Each
  /// group must allow a request.
  ///
  /// @return empty if a managed policy does not exist or the document is malformed, so that no
  ///   session can be created
  Optional<List<List<PolicyDocument>>> of(Profile.Settings profile) {
    var groups = new ArrayList<List<PolicyDocument>>();
    try {
      profile.sessionPolicy().map(PolicyDocument::permissions).map(List::of).ifPresent(groups::add);
    } catch (MalformedPolicy e) {
      return Optional.empty();
    }
    var managed =
        profile.managedPolicyArns().stream()
            .flatMap(arn -> account.policy(arn).stream())
            .map(ManagedPolicy::document)
            .map(PolicyDocument::permissions)
            .toList();
    if (!managed.isEmpty()) {
      groups.add(managed);
    }
    return managed.size() == profile.managedPolicyArns().size()
        ? Optional.of(groups)
        : Optional.empty();
  }
}
