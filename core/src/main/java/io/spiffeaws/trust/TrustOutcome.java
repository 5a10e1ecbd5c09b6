package io.spiffeaws.trust;

import io.spiffeaws.change.Changes;
import java.util.List;

/// What an operation changed, and what whoever asked should know besides.
///
/// @param warnings one line each, in the voice of a [io.spiffeaws.problem.Problem]
public record TrustOutcome(Changes changes, List<String> warnings) {
  public TrustOutcome {
    warnings = List.copyOf(warnings);
  }
}
