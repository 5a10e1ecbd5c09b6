package io.spiffeaws.sandbox.aws.wire;

/// One action of a query API.
@FunctionalInterface
public interface QueryAction {
  /// Executes the action and writes the contents of `<ActionResult>`.
  ///
  /// @throws AwsError if AWS would reject the request; nothing is changed
  void answer(QueryCall call, Xml result);
}
