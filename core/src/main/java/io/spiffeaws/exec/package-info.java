/// Child processes: found as a shell finds them, with an environment of their own, ended as a shell
/// tells it.
@NullMarked
package io.spiffeaws.exec;

import org.jspecify.annotations.NullMarked;
