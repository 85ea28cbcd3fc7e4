-- Sends ready-made requests out of a file: records of one size, each the bytes of one HTTP request. Making and signing them here would
-- cost more than serving them.
-- Arguments: file, bytes of a record, first record, number of records, threads.
local ffi = require("ffi")
ffi.cdef [[
  int open(const char *path, int flags);
  void *mmap(void *address, size_t length, int protection, int flags, int file, int64_t offset);
]]

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  record = tonumber(args[2])
  first = tonumber(args[3])
  local count = tonumber(args[4])
  local of = tonumber(args[5])
  local file = ffi.C.open(args[1], 0)
  assert(file >= 0, "cannot open " .. args[1])
  bytes = ffi.cast("const char *", ffi.C.mmap(nil, record * (first + count), 1, 1, file, 0))
  -- each thread has a part of its own
  share = math.floor(count / of)
  first = first + number * share
  sent = 0
end

function request()
  -- whoever runs out starts again, and the benchmark says so
  local at = first + sent % share
  sent = sent + 1
  return ffi.string(bytes + record * at, record)
end
