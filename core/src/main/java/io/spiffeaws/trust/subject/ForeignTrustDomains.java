package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// Finds IDs of different trust domains for the tokens of one issuer. A SPIRE server signs
/// JWT-SVIDs of its own trust domain only, so one of the names is probably misspelt.
public final class ForeignTrustDomains {
  private ForeignTrustDomains() {}

  /// Returns a warning for each requested ID that is in none of the trust domains that a policy
  /// allows for a provider, or, if it allows none, not in that of the first requested ID.
  ///
  /// @param before the policy before the change; empty for a new role
  public static List<String> warnings(
      List<Subject> requested, Optional<TrustPolicy> before, ProviderArn provider) {
    var trusted =
        before.stream()
            .flatMap(policy -> SubjectEditor.subs(policy).stream())
            .filter(listed -> listed.provider().equals(provider.text()))
            .map(listed -> Subject.asWritten(listed.sub()))
            .toList();
    var known = names(trusted.stream().anyMatch(Subject::spiffe) ? trusted : first(requested));
    return requested.stream()
        .filter(
            subject -> subject.trustDomainName().filter(name -> !known.contains(name)).isPresent())
        .map(subject ->
            ("%s is in another trust domain than the other IDs that this role trusts (%s); a SPIRE"
                    + " server issues tokens of its own trust domain only")
                .formatted(subject, String.join(", ", known)))
        .toList();
  }

  private static List<Subject> first(List<Subject> requested) {
    return requested.stream().filter(Subject::spiffe).limit(1).toList();
  }

  private static SequencedSet<String> names(List<Subject> subjects) {
    return subjects.stream()
        .flatMap(subject -> subject.trustDomainName().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
