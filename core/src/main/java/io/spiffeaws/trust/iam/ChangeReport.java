package io.spiffeaws.trust.iam;

import io.spiffeaws.change.Changes;
import java.util.List;

/// What an operation changed, and what whoever asked should know besides.
///
/// @param warnings one line each, in the voice of a [io.spiffeaws.problem.Problem]
public record ChangeReport(Changes changes, List<String> warnings) {
  public ChangeReport {
    warnings = List.copyOf(warnings);
  }
}
