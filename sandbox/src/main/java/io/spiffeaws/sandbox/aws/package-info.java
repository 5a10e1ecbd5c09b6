/// IAM, STS and S3 on the loopback interface. Programs written for AWS run unchanged and get the
/// same errors as from AWS.
@NullMarked
package io.spiffeaws.sandbox.aws;

import org.jspecify.annotations.NullMarked;
