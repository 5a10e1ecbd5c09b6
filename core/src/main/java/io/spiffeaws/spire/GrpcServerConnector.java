package io.spiffeaws.spire;

import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.spiffeaws.problem.Problem;
import java.time.Duration;

/// Connects to a SPIRE server's API, and translates its failures.
interface GrpcServerConnector {
  /// Returns a channel builder, without the settings that all connectors share.
  NettyChannelBuilder channel();

  /// Prepares for a call; called before each call.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if this process has no valid identity
  void prepare();

  /// Returns the problem of a failed call.
  Problem problem(Status status, Duration timeout);
}
