/** Every fixed word of the console; the widget's words for answers come along. */

import { wordsFor as answerWords } from '../widget/words.js';

const zh = {
  signIn: '坐席登录', key: '访问密钥', keyHint: '以 cw_ 开头，由管理员发放', enter: '登录', wrongKey: '密钥无效、已过期或已停用。', signOut: '退出',
  tabs: { desk: '查询', compare: '对比', orders: '工单', review: '待改进', admin: '管理' },
  tabsLabel: '工作台',
  search: '来电人问什么？', searchHint: '边输入边查找；按 Enter 得到答复', searchRegion: '来电人所在地区', results: '查到的条款', noResults: '没有找到条款，请换个说法。', startHint: '输入问题后，条款会出现在这里。',
  found: '{} 条', facets: { region: '地区', level: '层级', document_number: '文件', departments: '部门', validity: '时效' }, all: '全部{}', filters: '筛选',
  answer: '答复', answerHint: '按 Enter 后，可以直接念的答复显示在这里。', emptyClause: '选中条款后，原文显示在这里。',
  previous: '上一条', next: '下一条', documentOutline: '本文件目录', nearMisses: '看看差一点的条款', nearMissesTitle: '差一点的条款', why: '排名靠后的原因：',
  copyAloud: '复制念给对方', copyOrder: '复制工单文本', copyLink: '复制带链接', copiedAs: '已复制：{}', fileOrder: '登记工单', compareThis: '各地对比',
  conclusion: '结论', conditions: '条件', amountLine: '金额', basisLine: '依据', departmentsLine: '责任单位', asOfLine: '查询日期', noAmount: '文件未写明金额',
  help: '快捷键', helpRows: [['/', '回到搜索框'], ['↑ ↓', '在条款间移动'], ['Enter', '得到答复'], ['c', '复制工单文本'], ['r', '复制念给对方的话'], ['l', '复制带链接的答复'], ['o', '登记工单'], ['m', '各地对比'], ['1 – 5', '切换页面'], ['?', '打开这个说明'], ['Esc', '关闭']], close: '关闭',
  compare: '各地对比', compareHint: '同一问题，省、市、县并排比较。不同的数字会标出。', compareAsk: '比较什么？', compareGo: '比较', notProvided: '未规定', compareRows: { answer: '规定', departments: '责任单位', basis: '依据' },
  orders: '工单', newOrder: '登记工单', draftKept: '草稿已自动保存', caller: '来电类型', callers: { enterprise: '企业', self_employed: '个体工商户', citizen: '个人', other: '其他' }, orderRegion: '地区', question: '问题', answerUsed: '采用的答复', basis: '依据', outcome: '处理结果', outcomes: { answered: '当场答复', transferred: '转办', call_back: '待回电', unresolved: '未解决' }, note: '备注', file: '提交工单', filed: '工单已登记，编号 {}。', clearDraft: '清空', myOrders: '已登记的工单', mine: '只看我登记的', searchOrders: '在工单里查找', noOrders: '还没有工单。', exportCsv: '导出 CSV', exportXlsx: '导出 Excel', when: '时间',
  review: '待改进', reviewHint: '没有答上来的问题和被点“没帮助”的答复，相近的放在一起。', times: '{} 次', reasons: { unanswered: '未答上', disliked: '没帮助' }, makeCase: '转为评测用例', madeCase: '已转为评测用例', resolve: '已处理', tryIt: '查一下', nothingToReview: '目前没有待改进的问题。', exportCases: '下载评测用例',
  admin: { usage: '用量', documents: '文件', keys: '密钥', settings: '来源与限制' },
  usageDays: '最近 {} 天', charts: { questions: '提问', refused: '未答上', median_ms: '中位耗时（毫秒）', up: '有帮助', down: '没帮助' }, chartTitles: { questions: '提问与未答上', latency: '答复耗时', feedback: '评价' }, asTable: '看表格', day: '日期', topClauses: '被引用最多的条款', citedTimes: '引用次数', noUsage: '这段时间没有提问。',
  documentNumber: '文号', title: '标题', region: '地区', clause: '条款', clauses: '条款数', state: '状态', change: '操作', live: '已上线', remove: '移除', removeSure: '确定移除 {}？移除后答复不再引用它。', cancel: '取消', addDocument: '添加或替换文件', chooseFile: '选择文件（txt、html、docx、pdf 等）', previewing: '正在解析…', uploading: '已上传 {}%', previewTitle: '上线前预览', willReplace: '将替换现有文件', willAdd: '新文件', goLive: '确认上线', wentLive: '已上线。', slips: '疑似笔误', noSlips: '未发现疑似笔误', unreadable: '这个文件读不出来，请检查格式。',
  keyName: '使用人', role: '角色', roles: { staff: '坐席', admin: '管理员' }, days: '有效天数', makeKey: '发放密钥', secretOnce: '密钥只显示这一次：', expires: '有效期至', revoke: '停用', revoked: '已停用',
  setting: '设置', value: '当前值', settingsHint: '由环境变量设定，修改后重启服务生效。',
  failed: '没有成功，请再试一次。', failedBusy: '服务正忙，请稍候再试。', signedOut: '登录已过期，请重新登录。', loading: '正在读取…',
};

const en = {
  signIn: 'Staff sign-in', key: 'Access key', keyHint: 'Begins with cw_; an administrator gives it out', enter: 'Sign in', wrongKey: 'The key is not valid, has ended or was revoked.', signOut: 'Sign out',
  tabs: { desk: 'Look up', compare: 'Compare', orders: 'Work orders', review: 'To improve', admin: 'Administration' },
  tabsLabel: 'Console',
  search: 'What does the caller ask?', searchHint: 'Results appear as you type; Enter gives the answer', searchRegion: 'Where the caller is', results: 'Clauses found', noResults: 'No clause found; try other words.', startHint: 'Clauses appear here as you type.',
  found: '{} clauses', facets: { region: 'Region', level: 'Level', document_number: 'Document', departments: 'Department', validity: 'Validity' }, all: '{}: all', filters: 'Filter',
  answer: 'Answer', answerHint: 'Press Enter, and an answer to read out appears here.', emptyClause: 'Choose a clause to see its text.',
  previous: 'Previous', next: 'Next', documentOutline: 'Contents of this document', nearMisses: 'Show near misses', nearMissesTitle: 'Near misses', why: 'Why it ranked lower: ',
  copyAloud: 'Copy to read aloud', copyOrder: 'Copy for the work order', copyLink: 'Copy with link', copiedAs: 'Copied: {}', fileOrder: 'File a work order', compareThis: 'Compare places',
  conclusion: 'Conclusion', conditions: 'Conditions', amountLine: 'Amount', basisLine: 'Basis', departmentsLine: 'Responsible', asOfLine: 'As of', noAmount: 'no amount stated',
  help: 'Keyboard', helpRows: [['/', 'back to the search box'], ['↑ ↓', 'move between clauses'], ['Enter', 'answer the question'], ['c', 'copy for the work order'], ['r', 'copy to read aloud'], ['l', 'copy with link'], ['o', 'file a work order'], ['m', 'compare places'], ['1 – 5', 'change the page'], ['?', 'this help'], ['Esc', 'close']], close: 'Close',
  compare: 'Compare places', compareHint: 'The same question in province, cities and counties side by side. Figures that differ are marked.', compareAsk: 'Compare what?', compareGo: 'Compare', notProvided: 'Not provided for', compareRows: { answer: 'Rule', departments: 'Responsible', basis: 'Basis' },
  orders: 'Work orders', newOrder: 'File a work order', draftKept: 'The draft is kept', caller: 'Caller', callers: { enterprise: 'Enterprise', self_employed: 'Self-employed', citizen: 'Citizen', other: 'Other' }, orderRegion: 'Region', question: 'Question', answerUsed: 'Answer given', basis: 'Basis', outcome: 'Outcome', outcomes: { answered: 'Answered', transferred: 'Transferred', call_back: 'To call back', unresolved: 'Unresolved' }, note: 'Note', file: 'File', filed: 'Filed as {}.', clearDraft: 'Clear', myOrders: 'Filed work orders', mine: 'Only mine', searchOrders: 'Search work orders', noOrders: 'No work orders yet.', exportCsv: 'Export CSV', exportXlsx: 'Export Excel', when: 'Time',
  review: 'To improve', reviewHint: 'Questions without an answer and answers that were disliked; alike ones stand together.', times: '{} times', reasons: { unanswered: 'unanswered', disliked: 'disliked' }, makeCase: 'Make an evaluation case', madeCase: 'Made a case', resolve: 'Dealt with', tryIt: 'Look up', nothingToReview: 'Nothing to improve right now.', exportCases: 'Download cases',
  admin: { usage: 'Usage', documents: 'Documents', keys: 'Keys', settings: 'Origins and limits' },
  usageDays: 'Last {} days', charts: { questions: 'Questions', refused: 'Unanswered', median_ms: 'Median time (ms)', up: 'Helpful', down: 'Not helpful' }, chartTitles: { questions: 'Questions and unanswered', latency: 'Time to answer', feedback: 'Feedback' }, asTable: 'As a table', day: 'Day', topClauses: 'Clauses cited most', citedTimes: 'Citations', noUsage: 'No questions in this time.',
  documentNumber: 'Number', title: 'Title', region: 'Region', clause: 'Clause', clauses: 'Clauses', state: 'State', change: 'Change', live: 'Live', remove: 'Remove', removeSure: 'Remove {}? Answers will no longer cite it.', cancel: 'Cancel', addDocument: 'Add or replace a document', chooseFile: 'Choose a file (txt, html, docx, pdf …)', previewing: 'Reading…', uploading: '{}% uploaded', previewTitle: 'Before it goes live', willReplace: 'replaces the present one', willAdd: 'new', goLive: 'Go live', wentLive: 'It is live.', slips: 'Possible misprints', noSlips: 'No misprints found', unreadable: 'This file cannot be read; please check its format.',
  keyName: 'For whom', role: 'Role', roles: { staff: 'Staff', admin: 'Administrator' }, days: 'Valid for days', makeKey: 'Make a key', secretOnce: 'The key is shown only now: ', expires: 'Ends', revoke: 'Revoke', revoked: 'revoked',
  setting: 'Setting', value: 'Value', settingsHint: 'Set by environment variables; a change needs a restart.',
  failed: 'That did not work; please try again.', failedBusy: 'The service is busy; please wait a moment.', signedOut: 'Your sign-in has ended; please sign in again.', loading: 'Loading…',
};

export const wordsFor = (lang) => ({ ...answerWords(lang), answerWord: answerWords(lang).reply, ...(lang.startsWith('en') ? en : zh) });
