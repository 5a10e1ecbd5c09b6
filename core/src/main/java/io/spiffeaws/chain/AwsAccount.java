package io.spiffeaws.chain;

/// An AWS account.
///
/// @param partition `aws`, `aws-cn`, `aws-us-gov`
/// @param id its 12 digits; other services than AWS may have others
public record AwsAccount(String partition, String id) {}
