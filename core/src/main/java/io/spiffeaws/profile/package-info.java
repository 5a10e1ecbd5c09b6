/// The AWS SDKs' shared files, `~/.aws/config` and `~/.aws/credentials`: edits one profile and
/// preserves the rest byte for byte.
@NullMarked
package io.spiffeaws.profile;

import org.jspecify.annotations.NullMarked;
