/// IAM's query API.
@NullMarked
package io.spiffeaws.sandbox.aws.iam;

import org.jspecify.annotations.NullMarked;
