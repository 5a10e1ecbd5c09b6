package io.spiffeaws.trust.iam;

import io.spiffeaws.change.Changes;
import java.util.List;

/// The changes and warnings of an operation.
///
/// @param warnings one line each, in the style of a [io.spiffeaws.problem.Problem]
public record ChangeReport(Changes changes, List<String> warnings) {
  public ChangeReport {
    warnings = List.copyOf(warnings);
  }
}
