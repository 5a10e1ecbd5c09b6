package io.spiffeaws.trust.issuer;

import java.util.List;

/// The known state of the claim behind a condition key.
public sealed interface Claim {
  /// The token has it, with at least one value.
  record Present(List<String> values) implements Claim {
    public Present {
      values = List.copyOf(values);
    }
  }

  /// The token does not have it, or STS offers no such key for its issuer.
  record Absent() implements Claim {}

  /// It is unknown whether the token has it.
  record Unknown() implements Claim {}
}
