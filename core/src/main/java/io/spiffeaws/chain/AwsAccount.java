package io.spiffeaws.chain;

/// An AWS account.
///
/// @param partition `aws`, `aws-cn`, `aws-us-gov`
/// @param id its 12 digits; services other than AWS may use other forms
public record AwsAccount(String partition, String id) {}
