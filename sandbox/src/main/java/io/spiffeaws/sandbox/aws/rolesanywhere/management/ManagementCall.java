package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.sandbox.aws.identity.Caller;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Resource;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import java.time.Instant;

/// An authenticated call.
///
/// @param input the members of the body
/// @param account the account of the service
/// @param region the region that the request is signed for
/// @param id the ID in the path; empty if there is none
record ManagementCall(
    AwsRequest request,
    JsonInput input,
    Caller caller,
    String account,
    String region,
    String id,
    Instant now) {

  /// Returns the ARN of the resource in the path.
  ///
  /// @param type as in the ARN, for example `trust-anchor`
  String arn(String type) {
    return Resource.arn(type, account, region, id);
  }

  /// Returns a new resource with the name and the state in the request. AWS creates a disabled one
  /// if the request does not say so.
  Resource create(String type) {
    return Resource.create(
        type, account, region, Names.required(input), input.flag("enabled").orElse(false), now);
  }
}
