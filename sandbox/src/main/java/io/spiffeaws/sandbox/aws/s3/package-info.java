/// S3's REST API over a folder.
@NullMarked
package io.spiffeaws.sandbox.aws.s3;

import org.jspecify.annotations.NullMarked;
