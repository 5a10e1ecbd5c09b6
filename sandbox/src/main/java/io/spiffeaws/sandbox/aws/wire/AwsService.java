package io.spiffeaws.sandbox.aws.wire;

import java.io.IOException;

/// A service behind an endpoint. Implementations must be thread-safe.
public interface AwsService {
  /// Handles a request.
  ///
  /// @throws AwsError if AWS would reject the request
  /// @throws IOException if the caller has disconnected
  AwsResponse answer(AwsRequest request) throws IOException;

  /// Returns the service's error document.
  AwsResponse refuse(AwsRequest request, AwsError refusal);
}
