# Finds a JDK for the programs in bin/, which read this file; they bring a function fail.
need=21

# The feature version of the JDK in folder $1, from its release file, else from itself; nothing if there is none.
jdk_version() {
  [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1
  fi
}

consider() {
  version=$(jdk_version "$1")
  if [ -n "$version" ] && [ "$version" -ge "$need" ] && [ "$version" -gt "$best" ]; then
    best=$version
    java_home=$1
  fi
}

# Sets java_home to QUOIN_JAVA (that of the platform, for programs that it runs) or JAVA_HOME if that is new enough, else to the newest JDK in the usual places.
find_java() {
  best=0
  java_home=
  for candidate in "${QUOIN_JAVA:-}" "${JAVA_HOME:-}"; do
    [ -z "$candidate" ] || consider "$candidate"
    [ -z "$java_home" ] || return 0
  done
  if on_path=$(command -v java); then
    on_path=$(readlink -f "$on_path" 2>/dev/null) || on_path=
    consider "${on_path%/bin/java}"
  fi
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* /usr/local/* "${HOME:-/}"/.sdkman/candidates/java/* \
    "${HOME:-/}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    consider "$candidate"
  done
  [ -n "$java_home" ] ||
    fail "needs Java $need or newer and found none: install a JDK (Debian: apt install openjdk-$need-jre-headless) or set JAVA_HOME"
}
