package io.spiffeaws.spire;

import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.spiffeaws.problem.Problem;
import java.time.Duration;

/// How a connection to a SPIRE server's API is made, and what it means where it is not.
interface ServerConnector {
  /// A channel to it, less what all ways have alike.
  NettyChannelBuilder channel();

  /// Called before each call.
  ///
  /// @throws io.spiffeaws.problem.ProblemException where this process may not connect
  void prepare();

  /// What a call came to that was not answered.
  Problem problem(Status status, Duration timeout);
}
