/// IAM, STS and S3 on loopback: programs written for AWS run unchanged, and are refused where AWS
/// refuses.
@NullMarked
package io.spiffeaws.sandbox.aws;

import org.jspecify.annotations.NullMarked;
