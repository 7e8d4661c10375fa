-- Drives vim.lsp as a user's settings would, and prints what it gets, a line each.
local root, python, note, line, column, new = unpack(vim.split(vim.env.AIRBOOK_TEST, "\n"))
local file = root .. "/content/" .. note
local function say(...) io.stdout:write(table.concat({ ... }, "\t") .. "\n") end
local function wait(what, holds)
  if not vim.wait(30000, holds, 20) then say("TIMEOUT", what) vim.cmd("cquit") end
end

vim.cmd("set noswapfile hidden")
vim.cmd("edit " .. vim.fn.fnameescape(file))
local client = vim.lsp.start_client({
  name = "airbook",
  cmd = { python, "-m", "generator", "--today", "2026-03-02", "lsp" },
  root_dir = root,
})
vim.lsp.buf_attach_client(0, client)
wait("start", function() return vim.lsp.get_client_by_id(client) ~= nil
  and vim.lsp.get_client_by_id(client).initialized end)

vim.api.nvim_buf_set_lines(0, -1, -1, false, { "🦊 [[Nobody At All]]" })
wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
for _, one in ipairs(vim.diagnostic.get(0)) do say("diagnostic", one.code, one.lnum, one.col) end

local last = vim.api.nvim_buf_line_count(0)
vim.api.nvim_buf_set_lines(0, -2, -1, false, { "[[Bo" })
vim.api.nvim_win_set_cursor(0, { last, 4 })
vim.cmd("startinsert!")
local params = vim.lsp.util.make_position_params()
params.position.character = 4
local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", params, 5000)
for _, answer in pairs(answers) do
  for _, item in ipairs(vim.lsp.util.text_document_completion_list_to_complete_items(answer.result, "Bo")) do
    say("completion", item.word)
  end
end
vim.api.nvim_buf_set_lines(0, -2, -1, false, {})

vim.api.nvim_win_set_cursor(0, { tonumber(line), tonumber(column) })
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(), 5000)
for _, answer in pairs(hover) do say("hover", (answer.result.contents.value:gsub("\n", " | "))) end
vim.lsp.buf.rename(new)
wait("rename", function() return vim.fn.filereadable(root .. "/content/contacts/" .. new .. ".md") == 1 end)
vim.cmd("silent wall")
vim.api.nvim_set_current_buf(vim.fn.bufnr(file))
vim.api.nvim_win_set_cursor(0, { tonumber(line), tonumber(column) })
wait("definition", function() -- the server sees the new file a moment later
  vim.lsp.buf.definition()
  vim.wait(300, function() return vim.api.nvim_buf_get_name(0) ~= file end)
  return vim.api.nvim_buf_get_name(0) ~= file
end)
say("definition", vim.api.nvim_buf_get_name(0))
vim.lsp.stop_client(client)
wait("stop", function() return vim.lsp.client_is_stopped(client) end)
say("end")
vim.cmd("qall!")
