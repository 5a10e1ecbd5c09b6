package io.spiffeaws.sandbox.aws.wire;

import java.io.IOException;

/// A service behind an endpoint. Called by many threads at once.
public interface AwsService {
  /// @throws AwsRefusal where AWS would refuse
  /// @throws IOException where the caller went away
  AwsResponse answer(AwsRequest request) throws IOException;

  /// The service's error document.
  AwsResponse refuse(AwsRequest request, AwsRefusal refusal);
}
