package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The subjects that a trust policy lists, for tokens and for certificates.
public final class AllSubjects {
  private AllSubjects() {}

  /// The subjects in the order of the statements.
  public static List<ListedSubject> of(TrustPolicy policy) {
    return Stream.concat(SubjectEditor.subs(policy).stream(), AnchorEditor.subs(policy).stream())
        .sorted(Comparator.comparingInt(ListedSubject::statement))
        .toList();
  }

  /// Describes the statements that allow every token of an issuer, or every certificate.
  public static List<String> open(TrustPolicy policy) {
    return Stream.concat(SubjectEditor.open(policy).stream(), AnchorEditor.open(policy).stream())
        .toList();
  }
}
