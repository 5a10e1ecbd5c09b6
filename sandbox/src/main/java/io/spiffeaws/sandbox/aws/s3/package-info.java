/// S3's REST API on top of a directory.
@NullMarked
package io.spiffeaws.sandbox.aws.s3;

import org.jspecify.annotations.NullMarked;
