package io.spiffeaws.chain;

import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Compares a trust policy with the trust that a chain specifies.
///
/// @param policy of the role
record TrustReview(ChainTrust wanted, TrustPolicy policy) {
  /// An ID that the policy denies.
  record Denial(Subject id, List<String> reasons) {}

  /// The first ID of the chain that the policy denies.
  Optional<Denial> denial() {
    return wanted.ids().stream()
        .flatMap(id ->
            wanted.decisions(policy, id).stream()
                .flatMap(decision ->
                    decision instanceof TrustDecision.Denied(var reasons)
                        ? Stream.of(new Denial(id, reasons))
                        : Stream.of()))
        .findFirst();
  }

  /// The IDs that the policy does not certainly allow, as `trust in ID`.
  List<String> missing() {
    return wanted.ids().stream()
        .flatMap(id ->
            wanted.decisions(policy, id).stream().allMatch(TrustDecision::allowed)
                ? Stream.of()
                : Stream.of("trust in " + id))
        .toList();
  }

  /// Notes on statements that the chain does not manage.
  List<String> notes() {
    var notes = new ArrayList<String>();
    for (var statement : wanted.ofOthers(policy)) {
      notes.add(
          "not changed in its trust policy, since not managed by this chain: %s, for %s"
              .formatted(statement.title(), principals(statement)));
    }
    for (var id : wanted.ids()) {
      for (var decision : wanted.decisions(policy, id)) {
        if (decision instanceof TrustDecision.Undecided(var reasons)) {
          notes.add(id + " may be denied: " + String.join("; ", reasons));
        }
      }
    }
    return notes;
  }

  private static String principals(TrustStatement statement) {
    return statement
        .document()
        .get("Principal")
        .or(() -> statement.document().get("NotPrincipal"))
        .map(JsonText::compact)
        .orElse("no principal");
  }
}
