package io.spiffeaws.sandbox.aws.wire;

/// One action of a query API.
@FunctionalInterface
public interface QueryAction {
  /// Does it and writes what belongs into the `<ActionResult>`.
  ///
  /// @throws AwsRefusal where AWS would refuse; nothing is changed then
  void answer(QueryCall call, Xml result);
}
